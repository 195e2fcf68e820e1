import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { FaultAction } from '../faults.ts';

/** An answer to send; `headers` beyond those of every answer. */
export interface Reply {
  status: number;
  json: string;
  headers: Record<string, string>;
  objects: number;
}

const HTML =
  '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';

/** Writes a reply, spoilt as the fault says. */
export async function send(response: ServerResponse, reply: Reply, fault?: FaultAction): Promise<void> {
  if (fault?.kind === 'bad_json') {
    const text = fault.as === 'html' ? HTML : fault.as === 'empty' ? '' : half(reply.json);
    const type = fault.as === 'html' ? 'text/html; charset=utf-8' : 'application/json';
    const headers = {
      ...reply.headers,
      'Content-Type': type,
      'Content-Length': String(Buffer.byteLength(text)),
    };
    response.writeHead(fault.status ?? 200, headers).end(text);
    return;
  }
  const whole = Buffer.from(reply.json);
  if (fault?.kind === 'encoded') {
    response.writeHead(reply.status, { ...reply.headers, 'Content-Encoding': fault.as });
    response.end(encoders[fault.as](whole));
    return;
  }
  const bytes = fault?.kind === 'cut' && fault.as !== 'closed' ? whole.subarray(0, fault.bytes) : whole;
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': String(bytes.length) });
  if (fault?.kind === 'cut' && bytes.length > fault.bytes) {
    response.write(bytes.subarray(0, fault.bytes), () => response.destroy());
    return;
  }
  if (fault?.kind === 'drop') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  if (fault?.kind === 'trickle') await trickle(response, bytes, fault.pieces, fault.pauseMs);
  else response.end(bytes);
}

const encoders = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };

const half = (text: string) => text.slice(0, Math.floor(text.length / 2));

async function trickle(
  response: ServerResponse,
  bytes: Buffer,
  pieces: number,
  pauseMs: number,
): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    if (at + size < bytes.length) await sleep(pauseMs);
  }
  response.end();
}
