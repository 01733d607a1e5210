import { accept, canonicalInstant, refuse } from '@gemba/event-sourcing';
import { lintVersion } from './lint-version';
import { type PublishVersion, type RetireVersion, type ReviewProcess } from './process-definition.commands';
import { type ProcessDefinitionEvent, type VersionPublished } from './process-definition.events';
import { type ProcessDecision, saysTheSame } from './process-definition.refusal';
import { latestPublished, type ProcessState, type ProcessVersion } from './process-definition.state';

const unknownVersion = (version: number): ProcessDecision =>
  refuse('version-unknown', `version is ${version}, which nobody drafted: draft it first`, 'version');

const notAnInstant = (field: 'now' | 'effectiveFrom', text: string): ProcessDecision =>
  refuse('not-an-instant', `${field} is ${text}: write it like 2026-09-02T08:00:00+02:00`, field);

/** The same publication sent again says the same; an effectiveFrom left out says nothing that could differ. */
const isRepeated = (command: PublishVersion, published: VersionPublished['data']): boolean => {
  const { type: _, now: __, effectiveFrom, ...said } = command;
  const at = effectiveFrom === undefined ? published.effectiveFrom : canonicalInstant(effectiveFrom);
  return saysTheSame({ ...said, effectiveFrom: at }, published);
};

const faultOfClarity = (version: ProcessVersion): ProcessDecision | null => {
  const faults = lintVersion(version);
  if (faults.length === 0) return null;
  const list = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return refuse('unclear', list, faults[0]?.field);
};

const faultOfEvidence = ({ evidenceIds, emergencyReason = '' }: PublishVersion): ProcessDecision | null => {
  if (evidenceIds.length > 0 && !evidenceIds.some((id) => id.trim() === '')) return null;
  if (evidenceIds.length === 0 && emergencyReason.trim() !== '') return null;
  const message =
    'evidenceIds names nothing: name what the change rests on, or say in emergencyReason why it cannot wait';
  return refuse('evidence-missing', message, 'evidenceIds');
};

/** A version takes effect at or after its publication, and after the version before it. */
const faultOfTime = (effectiveFrom: string, now: string, latest: ProcessVersion | null): ProcessDecision | null => {
  if (effectiveFrom < now) {
    const message = `effectiveFrom is ${effectiveFrom}, before this publication (${now}): name a later instant, or none`;
    return refuse('backdated', message, 'effectiveFrom');
  }
  const before = latest?.published?.effectiveFrom;
  if (before === undefined || effectiveFrom > before) return null;
  const message = `effectiveFrom is ${effectiveFrom}, not after that of version ${latest?.drafted.version} (${before}): name a later instant`;
  return refuse('effective-out-of-order', message, 'effectiveFrom');
};

const publishDraft = (
  command: PublishVersion,
  draft: ProcessVersion,
  latest: ProcessVersion | null,
): ProcessDecision => {
  const { type: _, now, ...said } = command;
  const at = canonicalInstant(now);
  if (at === null) return notAnInstant('now', now);
  const effectiveFrom = canonicalInstant(command.effectiveFrom ?? now);
  if (effectiveFrom === null) return notAnInstant('effectiveFrom', command.effectiveFrom ?? now);
  const fault = faultOfClarity(draft) ?? faultOfEvidence(command) ?? faultOfTime(effectiveFrom, at, latest);
  return fault ?? accept<ProcessDefinitionEvent>({ type: 'VersionPublished', data: { ...said, effectiveFrom } });
};

export const publishVersion = (command: PublishVersion, state: ProcessState): ProcessDecision => {
  const version = state.versions.get(command.version);
  if (version === undefined) return unknownVersion(command.version);
  if (version.published !== null) {
    if (isRepeated(command, version.published)) return accept();
    return refuse(
      'already-published',
      `version ${command.version} is published otherwise: it never changes`,
      'version',
    );
  }
  const latest = latestPublished(state);
  if (latest === null || latest.drafted.version < command.version) return publishDraft(command, version, latest);
  const message = `version is ${command.version}, and ${latest.drafted.version} is published already: draft the next`;
  return refuse('newer-published', message, 'version');
};

export const retireVersion = ({ type: _, ...data }: RetireVersion, state: ProcessState): ProcessDecision => {
  const version = state.versions.get(data.version);
  if (version === undefined) return unknownVersion(data.version);
  if (version.isRetired) return accept();
  if (version.published === null) {
    return refuse(
      'not-published',
      `version ${data.version} is a draft: only a published version can retire`,
      'version',
    );
  }
  return accept<ProcessDefinitionEvent>({ type: 'VersionRetired', data });
};

export const reviewProcess = ({ data }: ReviewProcess, state: ProcessState): ProcessDecision => {
  const known = state.reviews.find(({ reviewId }) => reviewId === data.reviewId);
  if (known === undefined) {
    if (latestPublished(state) !== null) return accept<ProcessDefinitionEvent>({ type: 'ProcessReviewed', data });
    return refuse('not-published', 'no version is published yet: there is no practice to look at', 'processId');
  }
  if (saysTheSame(known, data)) return accept();
  return refuse('review-differs', `review ${data.reviewId} said something else: give this one its own id`, 'reviewId');
};
