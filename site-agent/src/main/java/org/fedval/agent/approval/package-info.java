/**
 * What people at this site decided about studies: {@code StudyTerms} of {@code wire.study} (what a
 * study asks) to {@code ApprovalDesk} (who said yes or no, and whether that is enough) to {@code
 * ApprovalBook} (the sealed file). May import: the policy, the local log, the vault. Refuses: a
 * decision that is not bound to one study's digest, or that does not stand in the hash-chained log.
 */
@NullMarked
package org.fedval.agent.approval;

import org.jspecify.annotations.NullMarked;
