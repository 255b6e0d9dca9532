/** A tag of a web page that is no link: WeChat makes links of `<a>` and shows everything else as it is written. */
const OTHER_TAG = /<\/?(?!a[\s>])(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/i;

/** True for a text that the customer would see with its marks, which is rarely meant. */
export const showsLiteralTags = (text: string): boolean => OTHER_TAG.test(text);
