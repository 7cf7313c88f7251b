/** Accumulates cases into additive integer counters. */
@NullMarked
package org.fedval.evaluation.counters;

import org.jspecify.annotations.NullMarked;
