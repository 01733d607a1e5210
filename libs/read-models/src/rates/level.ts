/** Of how many true differences that are none a verdict may claim one: the level of its test. */
export const LEVEL = 0.05;
