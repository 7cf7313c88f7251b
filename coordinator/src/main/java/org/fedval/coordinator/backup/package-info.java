/**
 * A coordinator's home in one file, and back. Main path: {@code Backup} to {@code Restore}. Keys go
 * in only when they are asked for; a home that is in use is never overwritten.
 */
@NullMarked
package org.fedval.coordinator.backup;

import org.jspecify.annotations.NullMarked;
