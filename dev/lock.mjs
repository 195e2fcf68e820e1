import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder touches its lock this often, in milliseconds; one untouched for ten times as long is a dead holder's. */
const beat = 3_000;

/**
 * Runs `work` while holding the lock file, so that one of several processes works and the others wait.
 * Plain JavaScript because bootstrap.mjs needs it before there is a Node that runs TypeScript.
 * @template T
 * @param {string} path of the lock file, on a local disk
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  while (!taken(path)) {
    if (isAbandoned(path)) discard(path);
    else await sleep(200);
  }
  const beating = setInterval(() => utimesSync(path, new Date(), new Date()), beat).unref();
  try {
    return await work();
  } finally {
    clearInterval(beating);
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function taken(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > 10 * beat) return true;
    const pid = Number(readFileSync(path, 'utf8'));
    // 0 is a holder that has made the file and not yet written its number.
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moved aside first: of two that find the same dead holder only one moves it. @param {string} path */
function discard(path) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside);
  } catch {
    // The other one was quicker.
  }
}
