/** A picture an HTML mail shows by its content id. */
export interface InlineImage {
  readonly contentId: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The HTML of a mail as a browser can show it: pictures of the mail become part of the text. */
export function withInlineImages(html: string, images: readonly InlineImage[]): string {
  return images.reduce(
    (shown, { contentId, contentType, content }) =>
      shown.replaceAll(
        `cid:${contentId}`,
        `data:${contentType};base64,${content.toString('base64')}`,
      ),
    html,
  );
}
