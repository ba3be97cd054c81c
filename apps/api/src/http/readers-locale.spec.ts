import { readersLocale } from './readers-locale';

describe('the language of a reader', () => {
  it('is English without a wish, and for wishes that cannot be met', () => {
    for (const header of [undefined, '', '*', 'de-DE,fr;q=0.8', 'q=1', 'zh;q=none']) {
      expect([header, readersLocale(header)]).toEqual([header, 'en']);
    }
  });

  it('is Chinese where it is wished for more than English, in whatever region', () => {
    for (const header of [
      'zh-CN',
      'zh',
      'zh-Hans-CN,en;q=0.9',
      'ZH-tw;q=0.9,en;q=0.8',
      'de,zh;q=0.1',
    ]) {
      expect([header, readersLocale(header)]).toEqual([header, 'zh-CN']);
    }
  });

  it('is English where that is wished for more, or first among equals', () => {
    for (const header of ['en-GB,zh-CN;q=0.9', 'en,zh', 'zh;q=0.4, en;q=0.5', 'zh;q=0']) {
      expect([header, readersLocale(header)]).toEqual([header, 'en']);
    }
    expect(readersLocale('zh,en')).toBe('zh-CN');
  });
});
