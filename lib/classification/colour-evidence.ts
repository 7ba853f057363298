import type { PaletteColor } from "../contracts/scenes.ts";
import type { Evidence, SceneEvidence } from "./evidence.ts";

/** One colour of a scene's palette: `lab` is CIELAB, `share` the part of the picture it covers in [0, 1]. */
export type PaletteColour = Pick<PaletteColor, "lab" | "share">;

interface ColourMeasures {
  /** Share of colours without much hue (chroma under 12). */
  neutral: number;
  /** Share with L above 75. */
  light: number;
  /** Share with L under 30. */
  dark: number;
  /** Share of wood tones: yellow-brown hue, middling chroma and lightness. */
  wood: number;
  /** Share of reddish browns: brick, leather, rust. */
  rust: number;
  /** Share of blues of middling chroma or more. */
  blue: number;
  /** Number of different strong hues (chroma over 30, at least 3 % of the picture). */
  strongHues: number;
}

interface ColourRule {
  style: string;
  weight: number;
  detail: string;
  holds: (colours: ColourMeasures) => boolean;
}

/**
 * Colour alone never names a style (the start is -3.4, so each of these stays under one in four): it tips what a caption
 * says. Set by hand; there was no style-labelled photograph to fit or check them on.
 */
const RULES: readonly ColourRule[] = [
  {
    style: "minimalist",
    weight: 1.6,
    detail: "Almost all colours are neutral and light.",
    holds: ({ neutral, light }) => neutral > 0.85 && light > 0.5,
  },
  {
    style: "scandinavian",
    weight: 1.6,
    detail: "Light neutrals together with wood tones.",
    holds: ({ light, wood, neutral }) => light > 0.35 && neutral > 0.4 && wood > 0.1,
  },
  {
    style: "industrial",
    weight: 1.4,
    detail: "Dark neutrals together with brick or leather browns.",
    holds: ({ dark, rust }) => dark > 0.25 && rust > 0.12,
  },
  {
    style: "rustic",
    weight: 1.2,
    detail: "Wood tones cover much of the picture.",
    holds: ({ wood, rust }) => wood + rust > 0.5,
  },
  {
    style: "coastal",
    weight: 1.4,
    detail: "Light colours together with blue.",
    holds: ({ light, blue }) => light > 0.35 && blue > 0.12,
  },
  {
    style: "maximalist",
    weight: 1.4,
    detail: "Many strong hues side by side.",
    holds: ({ strongHues }) => strongHues >= 4,
  },
  {
    style: "bohemian",
    weight: 1,
    detail: "Warm browns with several strong hues.",
    holds: ({ strongHues, rust, wood }) => strongHues >= 2 && rust + wood > 0.25,
  },
];

/** What the palette says about style; an empty palette says nothing. */
export function colourEvidence(palette: readonly PaletteColour[]): SceneEvidence {
  const colours = measureColours(palette);
  const styles = RULES.filter(({ holds }) => holds(colours)).map(
    ({ style, weight, detail }): Evidence => ({ kind: "colour", label: style, weight, detail }),
  );
  return { imageType: [], roomType: [], styles };
}

function measureColours(palette: readonly PaletteColour[]): ColourMeasures {
  const colours = palette.map(({ lab: [lightness, a, b], share }) => {
    const hue = (Math.atan2(b, a) * (180 / Math.PI) + 360) % 360;
    return { lightness, chroma: Math.hypot(a, b), hue, share };
  });
  type Colour = (typeof colours)[number];
  const shareOf = (passes: (colour: Colour) => boolean) =>
    colours.filter(passes).reduce((sum, { share }) => sum + share, 0);
  const strong = colours.filter(({ chroma, share }) => chroma > 30 && share >= 0.03);
  return {
    neutral: shareOf(({ chroma }) => chroma < 12),
    light: shareOf(({ lightness }) => lightness > 75),
    dark: shareOf(({ lightness }) => lightness < 30),
    wood: shareOf(
      (c) => c.hue > 55 && c.hue < 88 && c.chroma > 12 && c.chroma < 45 && c.lightness > 30 && c.lightness < 80,
    ),
    rust: shareOf((c) => c.hue > 25 && c.hue <= 62 && c.chroma > 15 && c.lightness > 15 && c.lightness < 60),
    blue: shareOf(({ hue, chroma }) => hue > 220 && hue < 300 && chroma > 10),
    strongHues: new Set(strong.map(({ hue }) => Math.floor(hue / 40))).size,
  };
}
