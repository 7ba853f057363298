import { deltaE2000, type Lab, labOfHex } from "./lab";

/**
 * Plain names for colours of rooms and furniture, each with the colours that stand for it. A colour takes the name of its
 * nearest example by CIEDE2000. The set is this project's own: the words of paint charts and furniture shops that people
 * use without a chart in hand, with many warm neutrals and few loud colours, since rooms are like that. Survey names
 * (xkcd) are no better source here: their "beige" and "sand" are yellows of a bright screen.
 */
const EXAMPLES: Record<string, readonly string[]> = {
  white: ["#ffffff", "#f7f7f7"],
  "off-white": ["#f2f0eb", "#eeebe3"],
  cream: ["#fbf3d9", "#f3e7c9"],
  beige: ["#e5d8c0", "#d9c8ae"],
  sand: ["#cdb48c", "#c4ab82"],
  greige: ["#bfb6a9", "#cfc8bd"],
  taupe: ["#8f8172", "#a39382", "#776a5e"],
  "light grey": ["#d9d9d9", "#c6c7c8"],
  grey: ["#9b9b9b", "#808285", "#aeb0b1"],
  "dark grey": ["#5f6163", "#4f5052"],
  charcoal: ["#2c2d2e", "#36393b", "#404345"],
  black: ["#000000", "#141414", "#1f1f20"],
  espresso: ["#2b1d16", "#3a2a21"],
  "dark brown": ["#4b3426", "#5a3f2d"],
  brown: ["#744f35", "#85603f", "#6b4a36"],
  tan: ["#b08a63", "#a67c52"],
  cognac: ["#9a5a2b", "#a8622f", "#8a4b24"],
  terracotta: ["#c1694f", "#c97b5f"],
  rust: ["#9c3f1d", "#8b3a1f"],
  red: ["#c8202f", "#e02b2b", "#a81c25"],
  burgundy: ["#800000", "#6b1f2e", "#561824"],
  pink: ["#ee82a6", "#e05a8d", "#f4a6bf"],
  blush: ["#ebc9bf", "#dcb0a5"],
  coral: ["#f27d65", "#fa8c78"],
  orange: ["#ff9a0a", "#ee7d1e", "#e8652a"],
  peach: ["#f8c9a4", "#f3b48a"],
  mustard: ["#c9982b", "#b98a1f"],
  yellow: ["#f7d31c", "#fbe35a", "#f2bd17"],
  olive: ["#6d6b36", "#7f7b45", "#565428"],
  sage: ["#a3ae95", "#8e9b80", "#bcc5b0"],
  green: ["#4c9a4b", "#2f7d3c", "#78b35c"],
  "dark green": ["#006400", "#20432f", "#2e5238", "#2f3b24"],
  mint: ["#bfe3d0", "#a5d6c0"],
  teal: ["#1f7a7c", "#2b6469"],
  turquoise: ["#33bdb9", "#5ccbd0"],
  "light blue": ["#a9cbe4", "#c8dcea", "#8fb8da"],
  blue: ["#0000ff", "#2f6fc0", "#1e56b0", "#4a8bd4"],
  navy: ["#1a2747", "#000080", "#22335c"],
  "slate blue": ["#5f7489", "#748799", "#485a6c"],
  lavender: ["#e6e6fa", "#c6bbdf", "#afa0d2"],
  purple: ["#6f3f96", "#8a4fb0"],
  plum: ["#54304f", "#693c60"],
};

const PALETTE = Object.entries(EXAMPLES).flatMap(([name, hexes]) => hexes.map((hex) => ({ name, lab: labOfHex(hex) })));

export const COLOR_NAMES: readonly string[] = Object.keys(EXAMPLES);

/** The everyday name of a colour, one of `COLOR_NAMES`. */
export function nameColor(lab: Lab): string {
  let best = "";
  let shortest = Number.POSITIVE_INFINITY;
  for (const example of PALETTE) {
    const distance = deltaE2000(lab, example.lab);
    if (distance < shortest) {
      shortest = distance;
      best = example.name;
    }
  }
  return best;
}
