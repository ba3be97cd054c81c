import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { fieldsAt, helpAt, valuesAt } from './scenario-fields';
import { yamlPlace } from './yaml-place';

/** Completion of fields and their values while writing, and what a field takes under the pointer. */
export function yamlHelp(locale: () => 'en' | 'zh-CN'): Extension {
  return [
    autocompletion({ override: [complete], icons: false }),
    hoverTooltip((view, position) => {
      const text = view.state.doc.toString();
      const word = view.state.wordAt(position);
      if (word === null) return null;
      const place = yamlPlace(text, word.to);
      if (place.kind !== 'key') return null;
      const help = helpAt([...place.path, text.slice(place.from, word.to)], locale());
      if (help === null) return null;
      return {
        pos: word.from,
        end: word.to,
        create: () => {
          const dom = document.createElement('div');
          dom.className = 'field-help';
          dom.textContent = help;
          return { dom };
        },
      };
    }),
  ];
}

function complete(context: CompletionContext): CompletionResult | null {
  const place = yamlPlace(context.state.doc.toString(), context.pos);
  if (!context.explicit && place.from === context.pos) return null;
  if (place.kind === 'value') {
    const values = valuesAt(place.path);
    return values.length === 0
      ? null
      : { from: place.from, options: values.map((label) => ({ label })), validFor: /^[\w.-]*$/ };
  }
  const options = fieldsAt(place.path).map(({ name, takes, isRequired }) => ({
    label: name,
    apply: `${name}: `,
    detail: takes,
    boost: isRequired ? 1 : 0,
  }));
  return options.length === 0 ? null : { from: place.from, options, validFor: /^[\w-]*$/ };
}
