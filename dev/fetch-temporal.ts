/** Makes sure that the Temporal CLI is there, so that no later step has to wait minutes for a build. */
import { temporalBinary } from './stack/temporal-binary.ts';

await temporalBinary();
