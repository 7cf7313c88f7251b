/**
 * Pages about accounts: one's own, everybody's for administrators, and who may read a study. Main
 * path: {@code AccountPage}, {@code AccountsPages}, {@code MembersPage}. Imports {@code account}
 * for every change; shows a secret once, in the answer that made it.
 */
@NullMarked
package org.fedval.coordinator.web.account;

import org.jspecify.annotations.NullMarked;
