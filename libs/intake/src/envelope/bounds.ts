/** Sizes that no honest event reaches; they keep one message from filling memory, an index page or a page of the feed. */

/** Ids of events, people and teams, in UTF-16 code units. */
export const ID_LENGTH_MAX = 512;

/** Ids that name a stream, in UTF-16 code units: at three bytes each a stream's name stays below the store's 1,024. */
export const OBJECT_ID_LENGTH_MAX = 320;

/** All text of one event's data together, keys among it, in UTF-16 code units; of its extensions so much again. */
export const DATA_LENGTH_MAX = 262_144;

/** Levels of arrays and objects inside each other. */
export const DATA_DEPTH_MAX = 32;

/** One row of a CSV file or one event of a log, as it stands in the file. */
export const ROW_LENGTH_MAX = 1_048_576;
