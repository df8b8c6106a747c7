import { describeFile } from '../describe-file.js'

describeFile('two', 2)
