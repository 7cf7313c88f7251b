/**
 * A study at this site, from the offer to the result. Main path: {@code SiteAgent} hears
 * instructions, {@code OfferCheck} judges an offer, {@code ModelVault} brings the sealed model into
 * memory, {@code StudyRun} runs the cohort and takes part. Imports every other agent package;
 * refuses a study that the site's policy, roster approval or canaries do not allow.
 */
@NullMarked
package org.fedval.agent.study;

import org.jspecify.annotations.NullMarked;
