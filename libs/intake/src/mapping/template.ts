import { type ReadText } from './reference';

/** A template's parts: constant texts and references, in turn. */
export interface TemplatePart {
  readonly kind: 'text' | 'reference';
  readonly text: string;
}

const PIECE = /\{\{|\}\}|\{([^{}]+)\}|[{}]|[^{}]+/g;

/** `crm:{id}` → its parts; null where a brace has no partner. */
export const parseTemplate = (template: string): readonly TemplatePart[] | null => {
  const parts: TemplatePart[] = [];
  for (const [piece, reference] of template.matchAll(PIECE)) {
    if (reference !== undefined) parts.push({ kind: 'reference', text: reference });
    else if (piece === '{' || piece === '}') return null;
    else parts.push({ kind: 'text', text: piece === '{{' ? '{' : piece === '}}' ? '}' : piece });
  }
  return parts;
};

/** Parts → reader of the whole text; undefined as soon as one reference is absent. */
export const templateReader = (parts: readonly TemplatePart[], readerOf: (reference: string) => ReadText): ReadText => {
  const pieces = parts.map(({ kind, text }) => (kind === 'text' ? text : readerOf(text)));
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return typeof only === 'string' ? () => only : only;
  return (context) => {
    let whole = '';
    for (const piece of pieces) {
      const text = typeof piece === 'string' ? piece : piece(context);
      if (text === undefined) return undefined;
      whole += text;
    }
    return whole;
  };
};
