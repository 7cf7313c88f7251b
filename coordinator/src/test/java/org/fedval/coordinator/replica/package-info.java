/** Tests of several processes on one database. */
@NullUnmarked
package org.fedval.coordinator.replica;

import org.jspecify.annotations.NullUnmarked;
