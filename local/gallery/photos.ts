/** One photo of the sample site, as its editors would have described it. */
export interface Photo {
  /** Number in the address of its page. */
  id: number;
  /** Path under `material-dashboard/assets/img`. */
  file: string;
  title: string;
  description: string;
  tags: string[];
  /** The shelf it stands on, a slug of `ROOMS`; null for what fits none. */
  room: string | null;
  /** In the album that robots.txt keeps crawlers out of. */
  isPrivate?: true;
}

/** Shelves of the site, in the order of its menu. */
export const ROOMS: Record<string, string> = {
  "living-room": "Living rooms",
  bedroom: "Bedrooms",
  kitchen: "Kitchens",
  office: "Workplaces",
  restaurant: "Eating out",
};

/**
 * Newest first, as a gallery mixes them: rooms, single pieces, houses from outside, and what readers sent in besides.
 * Some captions say much, some nothing: what a picture shows has to be seen in the picture.
 */
export const PHOTOS: readonly Photo[] = [
  {
    id: 1048,
    file: "home-decor-3.jpg",
    title: "Yellow armchair, brass lamp",
    description:
      "A print over the chair, flowering branches in a glass vase, a low white media unit. The floor is oiled oak.",
    tags: ["armchair", "yellow", "scandinavian"],
    room: "living-room",
  },
  {
    id: 1047,
    file: "products/product-details-1.jpg",
    title: "Loft in an old warehouse",
    description: "Two long leather sofas face each other between bare brick walls; big windows behind thin curtains.",
    tags: ["loft", "brick", "leather", "industrial"],
    room: "living-room",
  },
  {
    id: 1046,
    file: "products/product-2-min.jpg",
    title: "Dusk, garden side",
    description: "The extension opens to the lawn under the old gum tree.",
    tags: ["timber", "garden"],
    room: null,
  },
  {
    id: 1045,
    file: "home-decor-2.jpg",
    title: "Four-poster in black steel",
    description:
      "A tufted headboard, rust and white cushions, abstract prints on both sides and a glass chandelier above.",
    tags: ["bed", "panelling", "modern classic"],
    room: "bedroom",
  },
  {
    id: 1044,
    file: "products/product-11.jpg",
    title: "Chesterfield, two seats",
    description: "Button-tufted leather with rolled arms and nail heads. Worn in, not worn out.",
    tags: ["sofa", "leather"],
    room: null,
  },
  {
    id: 1043,
    file: "bg-smart-home-1.jpg",
    title: "Open plan on the ninth floor",
    description: "Butcher-block table with black chairs, kitchen units along the wall, armchairs towards the balcony.",
    tags: ["apartment", "plants"],
    room: "kitchen",
  },
  {
    id: 1042,
    file: "vr-bg.jpg",
    title: "The dark wall",
    description: "",
    tags: [],
    room: "living-room",
  },
  {
    id: 1041,
    file: "products/product-1-min.jpg",
    title: "White modernist villa among pines",
    description: "Built on slender columns above a heather garden; ribbon windows along the whole front.",
    tags: ["architecture", "modernism"],
    room: null,
  },
  {
    id: 1040,
    file: "home-decor-1.jpg",
    title: "Black chairs, grey marble",
    description: "An arc lamp reaches over the club chair. Two framed portraits lean against the stone.",
    tags: ["marble", "minimal"],
    room: "living-room",
  },
  {
    id: 1039,
    file: "meeting.jpg",
    title: "Stand-up without standing up",
    description: "Around a desk on the third floor of a converted mill: timber ceiling, whiteboards, too many cables.",
    tags: ["team", "open space"],
    room: "office",
  },
  {
    id: 1038,
    file: "products/product-3-min.jpg",
    title: "Courtyard",
    description: "Water falls from the stone basin into the pool. Ivy, timber doors, warm lights in the evening.",
    tags: ["pool", "patio"],
    room: null,
  },
  {
    id: 1037,
    file: "ivancik.jpg",
    title: "Where the boards come from",
    description: "Low sun in a spruce stand, sent in by a reader.",
    tags: ["wood"],
    room: null,
  },
  {
    id: 1036,
    file: "products/product-details-2.jpg",
    title: "Corner with a club chair",
    description: "Cognac leather, a wool cushion, a money tree that has outgrown its pot.",
    tags: ["chair", "leather", "brick"],
    room: "living-room",
  },
  {
    id: 1035,
    file: "bg-smart-home-2.jpg",
    title: "Living with the car",
    description: "A long sectional, a low white table and a glass wall to the garage. Light strips round the ceiling.",
    tags: ["sectional", "minimal"],
    room: "living-room",
  },
  {
    id: 1034,
    file: "products/product-4-min.jpg",
    title: "Way in",
    description: "",
    tags: [],
    room: null,
  },
  {
    id: 1033,
    file: "products/product-6-min.jpg",
    title: "Rattan and brass",
    description: "Woven screens hang from walls and ceiling. One long table is set for a big party.",
    tags: ["lighting", "black"],
    room: "restaurant",
  },
  {
    id: 1032,
    file: "products/product-details-4.jpg",
    title: "Sunday",
    description: "Coffee on the arm, a linen cushion, a striped throw.",
    tags: ["cushion", "throw"],
    room: null,
  },
  {
    id: 1031,
    file: "product-12.jpg",
    title: "Petals on red",
    description: "A print we would also like to see as a curtain.",
    tags: ["textile", "print"],
    room: null,
  },
  {
    id: 1030,
    file: "products/product-5-min.jpg",
    title: "Black box over a timber garage",
    description: "Street side at nightfall. The louvres keep the afternoon out.",
    tags: ["facade", "timber"],
    room: null,
  },
  {
    id: 1029,
    file: "products/product-details-3.jpg",
    title: "Fur throw, first cold day",
    description: "On the brown leather sofa in front of the painted cupboard.",
    tags: ["sofa", "throw"],
    room: "living-room",
  },
  {
    id: 1028,
    file: "office-dark.jpg",
    title: "Late shift",
    description: "Behind the glass they are still talking. The corridor lights went out an hour ago.",
    tags: ["glass"],
    room: "office",
  },
  {
    id: 1027,
    file: "products/product-7-min.jpg",
    title: "The tree came first",
    description: "House and deck bend round it. Dinner is laid behind the sliding doors.",
    tags: ["garden", "glass"],
    room: null,
  },
  {
    id: 1026,
    file: "products/product-details-5.jpg",
    title: "Waiting area",
    description: "Tufted settee with bolsters, patterned wallpaper, kilim underfoot.",
    tags: ["settee", "wallpaper", "mid-century"],
    room: "living-room",
  },
  {
    id: 1025,
    file: "bg-pricing.jpg",
    title: "Night blue",
    description: "Colour of the month, mixed after this sky.",
    tags: ["colour"],
    room: null,
  },
];

/** People, not rooms: the album that robots.txt keeps crawlers out of. */
export const PRIVATE_PHOTOS: readonly Photo[] = [
  ["team-1.jpg", "In the greenhouse"],
  ["team-2.jpg", "On the way to the shoot"],
  ["team-3.jpg", "At the studio"],
  ["marie.jpg", "After the shoot"],
  ["bruce-mars.jpg", "Location scouting"],
].map(([file = "", title = ""], index) => ({
  id: 9001 + index,
  file,
  title,
  description: "",
  tags: [],
  room: null,
  isPrivate: true,
}));
