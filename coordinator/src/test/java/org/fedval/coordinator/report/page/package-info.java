/** Tests of the written report, on an invented study that holds every status and verdict. */
@NullMarked
package org.fedval.coordinator.report.page;

import org.jspecify.annotations.NullMarked;
