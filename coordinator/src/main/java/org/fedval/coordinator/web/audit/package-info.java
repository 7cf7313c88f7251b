/**
 * The transparency log for people: {@code AuditPages} (the addresses) to {@code LogSearch} (which
 * entries) to {@code EntryNames} (what this visitor may know of a digest). May import the log, the
 * repositories and {@code crypto.log}. Refuses to name a study or a site to whoever may not see it;
 * the entries themselves hold digests only.
 */
@NullMarked
package org.fedval.coordinator.web.audit;

import org.jspecify.annotations.NullMarked;
