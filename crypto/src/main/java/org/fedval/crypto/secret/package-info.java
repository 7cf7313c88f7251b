/**
 * Bytes that must not leak.
 *
 * <p>Main path: {@link org.fedval.crypto.secret.SecretBytes} holds them, {@link
 * org.fedval.crypto.secret.SecretAccess} opens them, {@link
 * org.fedval.crypto.secret.InsecureSecretAccess} hands the token out, so a review is a search for
 * that name.
 *
 * <p>May import: the JDK. Refuses: to print, to compare in variable time, to be a record.
 */
@NullMarked
package org.fedval.crypto.secret;

import org.jspecify.annotations.NullMarked;
