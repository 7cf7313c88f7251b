/** The pages for vendors, administrators and auditors over HTTP. */
@NullUnmarked
package org.fedval.coordinator.web.govern;

import org.jspecify.annotations.NullUnmarked;
