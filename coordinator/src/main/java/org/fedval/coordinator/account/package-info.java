/**
 * Accounts of the pages and the REST interface: passwords, sessions, API tokens, and which studies
 * each sees. Main path: {@code SignIn} to {@code Sessions} to {@code PartyVisibility}. Imports
 * {@code access} for the rules and {@code store} for the rows; keeps hashes of secrets only, and
 * logs neither names nor secrets.
 */
@NullMarked
package org.fedval.coordinator.account;

import org.jspecify.annotations.NullMarked;
