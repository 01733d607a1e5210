import { type OutgoingMessage, textHeader } from '@gemba/platform';

/** A note on a deal: any number of them may follow each other. */
export const event = (id: string, dealId: string, changed: object = {}): Record<string, unknown> => ({
  specversion: '1.0',
  type: 'gemba.ActivityRecorded.v1',
  source: '/crm',
  id,
  time: '2026-03-02T10:00:00+01:00',
  data: { dealId, activity: 'call' },
  ...changed,
});

export const structured = (id: string, dealId: string, changed: object = {}): OutgoingMessage => ({
  key: Buffer.from(dealId),
  value: Buffer.from(JSON.stringify(event(id, dealId, changed))),
  headers: [textHeader('content-type', 'application/cloudevents+json; charset=utf-8')],
});

export const binary = (id: string, dealId: string, changed: object = {}): OutgoingMessage => {
  const { data, ...attributes } = event(id, dealId, changed);
  return {
    key: Buffer.from(dealId),
    value: Buffer.from(JSON.stringify(data)),
    headers: [
      textHeader('content-type', 'application/json'),
      ...Object.entries(attributes).map(([name, value]) => textHeader(`ce_${name}`, String(value))),
    ],
  };
};
