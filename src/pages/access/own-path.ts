/** A path of this service: nobody is sent elsewhere by a link to the sign-in page. */
export const ownPath = (text: string | undefined): string =>
  text !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(text) ? text : '/';
