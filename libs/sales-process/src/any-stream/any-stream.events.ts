import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * These may stand in any stream.
 */

/** Something was done that the source's log names, and for which there is no better name here. */
export type ActivityRecorded = Event<
  'ActivityRecorded',
  {
    dealId?: string;
    activity: string;
    lifecycle?: string;
    resource?: string;
    group?: string;
    /** The rest of the source row, so that nothing it said is lost. */
    attributes?: { [name: string]: string | number | boolean | null };
  }
>;

/** An earlier event of this stream was wrong; this is what it should have said. */
export type DealEventCorrected = Event<
  'DealEventCorrected',
  {
    correctsEventId: string;
    /** Among corrections of one event the highest holds.
     *  @asType integer
     *  @minimum 1 */
    mappingVersion: number;
    /** What holds instead; null: the event never happened. */
    replacement: { type: string; data: { [name: string]: unknown }; occurredAt?: string } | null;
    reason: string;
  }
>;

export type AnyStreamEvent = ActivityRecorded | DealEventCorrected;
