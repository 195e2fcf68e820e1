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
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  // Each has an IPv4 address in it, which a gateway would reach.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  unreachable.addSubnet(network, prefix, 'ipv6');
}

const privateName = /^[^.]+$|\.(local|localhost|internal|lan|home|test|invalid|example)$/i;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const inList = (list: BlockList, ip: string): boolean => list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** Whether an IP address is one of the Internet. An IPv4 address in IPv6's form is judged as what it is. */
export const isPublicIp = (ip: string): boolean => isIP(ip) !== 0 && !inList(unreachable, ip);

/** Whether an IP address is this machine's own. */
export const isLoopbackIp = (ip: string): boolean => isIP(ip) !== 0 && inList(loopback, ip);

/** The same of a URL's host. */
export const isThisMachine = (host: string): boolean =>
  host === 'localhost' || isLoopbackIp(host.replace(/^\[|\]$/g, ''));

/** Whether a provider on the Internet may reach an `https://` address, judged by the address alone. */
export function isPublicAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(host) === 0 ? !privateName.test(host) : isPublicIp(host);
}
