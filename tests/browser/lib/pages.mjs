// Which pages are looked at for accessibility?
//
// Add a page when it is there; the rest needs nothing.

/** Pages for everybody. */
export const PUBLIC = ["/"];
