/**
 * Writing a plan in the browser and handing in the study that was signed for it elsewhere. Main
 * path: {@code DraftPages} (drafts, as YAML and as a form) to {@code PlanCheck} (faults, power,
 * what sites will be asked) to {@code UploadPages} (the signed package). May import the plan's
 * parser, the planning mathematics and the repositories. Refuses every key: nothing that signs a
 * study or opens a model is asked for here.
 */
@NullMarked
package org.fedval.coordinator.web.submit;

import org.jspecify.annotations.NullMarked;
