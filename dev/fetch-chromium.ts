/** Makes sure that Chromium is there, so that no later step has to install it. */
import { chromiumProgram } from './stack/debian/chromium-program.ts';

console.error(`Chromium: ${await chromiumProgram()}`);
