@NullMarked
package org.fedval.coordinator.report.figure;

import org.jspecify.annotations.NullMarked;
