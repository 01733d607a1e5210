/** Attempts by one person to one customer within this time of the first of them are one touch: 4 hours, in seconds. */
export const TOUCH_WINDOW_S = 4 * 3600;
