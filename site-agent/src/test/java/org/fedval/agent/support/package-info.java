/** A small study with a runnable model, three sites' keys and a few pictures. */
@NullMarked
package org.fedval.agent.support;

import org.jspecify.annotations.NullMarked;
