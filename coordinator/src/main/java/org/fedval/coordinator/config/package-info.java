/**
 * What the coordinator's operator writes down and where files are. Main path: {@code
 * CoordinatorHome} to {@code CoordinatorConfig} to {@code Deadlines}. Unknown keys refuse to start.
 */
@NullMarked
package org.fedval.coordinator.config;

import org.jspecify.annotations.NullMarked;
