import { describeFile } from '../describe-file.js'

describeFile('one', 1)
