@NullMarked
package org.fedval.coordinator.report.table;

import org.jspecify.annotations.NullMarked;
