/** The same answer under the name the old system used. */
export { GET } from "../route";
