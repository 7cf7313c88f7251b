/** Tests of backups. */
@NullUnmarked
package org.fedval.coordinator.backup;

import org.jspecify.annotations.NullUnmarked;
