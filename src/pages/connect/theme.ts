import type { ConnectTheme } from '../../domain/connect-session.ts';

/** A colour's part of light, 0–1: WCAG 2.2's relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** White on a colour is as readable as black if the colour's luminance is this. */
const middle = 0.179;

const readableOn = (colour: string): string => (luminance(colour) > middle ? '#000000' : '#ffffff');

/** A session's colours and corners as a stylesheet. Each value was validated when the session was made. */
export function themeSheet({ accent, radius, mode }: ConnectTheme): string {
  const root = [
    mode !== undefined && `color-scheme: ${mode};`,
    radius !== undefined && `--radius: ${radius}px;`,
  ].filter((each) => each !== false);
  const rules = root.length === 0 ? '' : `:root { ${root.join(' ')} }\n`;
  if (accent === undefined) return rules;
  const ink = readableOn(accent);
  return `${rules}.connect button.main, .connect .button.main { background: ${accent}; border-color: ${accent}; color: ${ink}; }\n`;
}
