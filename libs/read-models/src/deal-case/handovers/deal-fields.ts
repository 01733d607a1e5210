import { type Json } from '@gemba/event-sourcing';
import { type HistoryEvent } from '../../history';

const isThere = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');

/** Fields of a deal as last said: of its opening and amendments, its papers and the people who take part. */
export class DealFields {
  private readonly values = new Map<string, Json>();

  /** The fields that an event said something of. */
  happened({ type, data }: HistoryEvent): string[] {
    if (type === 'DealOpened') return this.opened(data);
    if (type === 'DealAmended') return this.said(data['field'], data['to']);
    if (type === 'OwnerChanged') return this.said('ownerId', data['to']);
    if (type === 'DealWon') return this.said('amountMinor', data['amountMinor'] ?? this.values.get('amountMinor'));
    if (type === 'PaperworkAttached') return this.said(`paperwork:${String(data['docType'])}`, data['docId']);
    if (type === 'ParticipantJoined') return this.said(`participant:${String(data['role'])}`, data['personId']);
    return [];
  }

  has(field: string): boolean {
    return isThere(this.values.get(field));
  }

  isOneOf(field: string, values: readonly Json[]): boolean {
    const value = this.values.get(field);
    return value !== undefined && values.includes(value);
  }

  /** The first opening says what holds; another only fills what is unknown. */
  private opened(data: HistoryEvent['data']): string[] {
    return Object.keys(data).flatMap((field) => (this.has(field) ? [] : this.said(field, data[field])));
  }

  private said(field: unknown, value: Json | undefined): string[] {
    if (typeof field !== 'string') return [];
    this.values.set(field, value ?? null);
    return [field];
  }
}
