import { BlockList, isIP } from 'node:net';

/** Networks that cannot be reached from the Internet: RFC 6890. */
const unreachable = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv6');
}

const privateName = /^[^.]+$|\.(local|localhost|internal|lan|home|test|invalid|example)$/i;

/** Whether a provider on the Internet may reach an `https://` address, judged by the address alone. */
export function isPublicAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const family = isIP(host);
  if (family === 0) return !privateName.test(host);
  return !unreachable.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
