import { expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';

it.each([
  'https://sync.example.com',
  'https://sync.example.com:8443/x',
  'https://8.8.8.8',
  'https://[2606:4700::1111]/',
])('%s may be reached from the Internet', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  'http://sync.example.com',
  'https://localhost',
  'https://localhost.:8080',
  'https://api',
  'https://api.internal',
  'https://printer.local',
  'https://127.0.0.1:8080',
  'https://0x7f.1',
  'https://10.1.2.3',
  'https://172.31.0.1',
  'https://192.168.1.1',
  'https://169.254.169.254',
  'https://[::1]',
  'https://[fd00::1]',
  'https://[::ffff:10.0.0.1]',
  'nonsense',
])('%s cannot', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
