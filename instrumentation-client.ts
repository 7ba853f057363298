import { config } from "zod";

// Runs before any page's code. The pages' policy forbids code made from text, which Zod would else try out once a page: the
// browser reports that as an attack on the page, although nothing comes of it.
config({ jitless: true });
