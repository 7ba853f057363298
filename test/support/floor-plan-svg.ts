/** How a drawn floor plan looks: pen on paper, tinted rooms as estate agents print them, or a blueprint. */
export interface PlanLook {
  paper: string;
  ink: string;
  /** Fill of the rooms, one after another. */
  rooms: string[];
  wallPx: number;
  hasFurniture: boolean;
}

export const PLAN_LOOKS: Record<string, PlanLook> = {
  "thin pen": { paper: "#ffffff", ink: "#111111", rooms: ["#ffffff"], wallPx: 5, hasFurniture: true },
  "thick walls": { paper: "#ffffff", ink: "#000000", rooms: ["#ffffff"], wallPx: 14, hasFurniture: true },
  "empty rooms": { paper: "#ffffff", ink: "#222222", rooms: ["#ffffff"], wallPx: 10, hasFurniture: false },
  "tinted rooms": {
    paper: "#ffffff",
    ink: "#333333",
    rooms: ["#fdf3df", "#e8f1f8", "#eef6e9"],
    wallPx: 10,
    hasFurniture: true,
  },
  "grey scan": { paper: "#f1f0ec", ink: "#2a2a2a", rooms: ["#f1f0ec"], wallPx: 8, hasFurniture: true },
};

/** A made-up flat of six rooms, 900 × 640 px, with doors, furniture outlines, names and a measure line. */
export function floorPlanSvg({ paper, ink, rooms, wallPx, hasFurniture }: PlanLook): string {
  const boxes = [
    [60, 60, 320, 260],
    [380, 60, 240, 180],
    [620, 60, 220, 300],
    [60, 320, 240, 240],
    [300, 320, 320, 240],
    [620, 360, 220, 200],
  ] as const;
  const names = ["LIVING", "KITCHEN", "BEDROOM 1", "BEDROOM 2", "DINING", "BATH"];
  const walls = boxes.map(([x, y, w, h], i) => {
    const fill = rooms[i % rooms.length] ?? paper;
    const door = `<path d="M${x + 30} ${y + h} a40 40 0 0 1 40 -40 v40" fill="none" stroke="${ink}" stroke-width="2"/>`;
    const label = `<text x="${x + w / 2}" y="${y + h / 2}" font-size="20" text-anchor="middle" fill="${ink}">${names[i]}</text>`;
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" stroke="${ink}" stroke-width="${wallPx}"/>${door}${label}`;
  });
  const furniture = boxes.map(
    ([x, y, w]) =>
      `<rect x="${x + 24}" y="${y + 24}" width="${w / 3}" height="46" rx="6" fill="none" stroke="${ink}" stroke-width="2"/>` +
      `<circle cx="${x + w - 50}" cy="${y + 60}" r="22" fill="none" stroke="${ink}" stroke-width="2"/>`,
  );
  const measure = `<path d="M60 600 H840 M60 592 v16 M840 592 v16" stroke="${ink}" stroke-width="1.5"/>`;
  const body = [...walls, ...(hasFurniture ? furniture : []), measure].join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="640"><rect width="900" height="640" fill="${paper}"/>${body}</svg>`;
}
