import type { Locale } from '@headroom/models';

interface Wish {
  readonly language: string;
  readonly weight: number;
}

/**
 * The language an Accept-Language header asks for among those there are: Chinese where it is wished for more than
 * English, whatever its region or script; English otherwise.
 */
export function readersLocale(header: string | undefined): Locale {
  const wishes = (header ?? '').split(',').map(wishOf);
  const weightOf = (language: string) =>
    Math.max(0, ...wishes.filter((wish) => wish.language === language).map((w) => w.weight));
  const [chinese, english] = [weightOf('zh'), weightOf('en')];
  if (chinese === english && chinese > 0) {
    return wishes.find(({ language }) => language === 'zh' || language === 'en')?.language === 'zh'
      ? 'zh-CN'
      : 'en';
  }
  return chinese > english ? 'zh-CN' : 'en';
}

function wishOf(text: string): Wish {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: range.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}
