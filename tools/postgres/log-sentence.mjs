/**
 * What the last lines of initdb or a server mean to the person who started it.
 * @param {string} log
 * @param {string} folder where the data is
 * @returns {string | null} `null` when nothing known is in it
 */
export function sentenceFromLog(log, folder) {
  if (/No space left on device|disk quota exceeded/i.test(log)) {
    return `The disk that holds ${folder} is full: free some space and try again.`;
  }
  if (/Read-only file system/i.test(log)) {
    return `${folder} is on a read-only disk. Set HEADROOM_DATA_DIR to a folder that can be written.`;
  }
  if (/database files are incompatible with server/i.test(log)) {
    return `The database in ${folder} was made by another version of PostgreSQL: move that folder away, or set HEADROOM_DATA_DIR to another.`;
  }
  if (/Permission denied|has wrong ownership|could not access directory/i.test(log)) {
    return `The database in ${folder} belongs to another user or cannot be reached: set HEADROOM_DATA_DIR to a folder of this user.`;
  }
  if (/cannot be run as root|"root" execution/i.test(log)) {
    return 'PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody to run it as: start Headroom as an ordinary user.';
  }
  if (/could not (create|allocate|map) .*shared memory|Cannot allocate memory/i.test(log)) {
    return 'There is not enough memory for PostgreSQL: close something and try again.';
  }
  return null;
}
