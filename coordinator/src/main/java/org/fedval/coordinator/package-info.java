/**
 * The coordinator's process: {@code CoordinatorServer} wires store, studies, rounds and services in
 * plain Java. Main path: {@code CoordinatorSetup} once, then {@code CoordinatorServer}.
 */
@NullMarked
package org.fedval.coordinator;

import org.jspecify.annotations.NullMarked;
