import { describeFile } from '../describe-file.js'

describeFile('four', 4)
